/**
 * Texts that try to become more than text (reliability.md P20). Each calls `gantryCanary` when it succeeds, and every
 * element it would make has an id that begins with `planted`.
 */
export const hostileTexts: readonly string[] = [
  '<script id=planted>gantryCanary("script")</script>',
  '<img id=planted src=x onerror=gantryCanary("img")>',
  '<svg id=planted onload=gantryCanary("svg")><animate onbegin=gantryCanary("animate") attributeName=x dur=1s></svg>',
  `"><iframe id=planted srcdoc="<script>parent.gantryCanary('iframe')</script>"></iframe>`,
  '<details id=planted open ontoggle=gantryCanary("details")><summary>x</summary></details>',
  '<input id=planted autofocus onfocus=gantryCanary("focus")>',
  '<video id=planted><source onerror=gantryCanary("source")></video>',
  `'"--></style></script></textarea></title><script id=planted>gantryCanary("break-out")</script>`,
  '<a id=planted href="javascript:gantryCanary(1)">x</a>',
  '<form id=planted action="javascript:gantryCanary(2)"><button>x</button></form>',
  '<meta id=planted http-equiv=refresh content="0;url=javascript:gantryCanary(3)">',
  '<base id=planted href="https://elsewhere.example/">',
  '<link id=planted rel=stylesheet href="https://elsewhere.example/x.css">',
  '<object id=planted data="data:text/html,<script>parent.gantryCanary(4)</script>"></object>',
  '<math><mtext></table><mglyph><style><img id=planted src=x onerror=gantryCanary("mglyph")></style>',
  '<noscript><p title="</noscript><img id=planted src=x onerror=gantryCanary(5)>"></noscript>',
  '&lt;img id=planted src=x onerror=gantryCanary("entity")&gt;',
  '<x id=planted style="animation-name:turn" onanimationstart=gantryCanary("style")>',
  `{{constructor.constructor('gantryCanary("template")')()}}`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it stands for a template that must not be filled in.
  '${gantryCanary("literal")}',
  '__proto__[onerror]=gantryCanary("proto")',
];

/** Addresses that must never be where a link leads. */
export const hostileAddresses: readonly string[] = [
  'javascript:gantryCanary("address")',
  'JaVaScRiPt:gantryCanary("case")',
  ' \tjavascript:gantryCanary("space")',
  'java\nscript:gantryCanary("line")',
  'data:text/html,<script id=planted>gantryCanary("data")</script>',
  'vbscript:gantryCanary("vbscript")',
  'http://a.example/"onmouseover="gantryCanary(6)" id="planted',
  `http://a.example/'><img id=planted src=x onerror=gantryCanary(7)>`,
  '//elsewhere.example/x',
];

const [esc, bell] = ['\u001b', '\u0007'];

/** What terminals do with output, and a log must not. */
export const hostileOutput: readonly string[] = [
  `${esc}]8;;javascript:gantryCanary("osc8")${esc}\\a link${esc}]8;;${esc}\\`,
  `${esc}]8;;https://elsewhere.example/${bell}a link${esc}]8;;${bell}`,
  `${esc}]52;c;Z2FudHJ5${bell}after the clipboard`,
  `${esc}]0;a title of its own${bell}after the title`,
  `${esc}[31m<img id=planted src=x onerror=gantryCanary("red")>${esc}[0m`,
  `<im${esc}[31mg id=planted src=x onerror=gantryCanary("split")>`,
  `${esc}[2J${esc}[Hafter clearing`,
  `${esc}P+q544e${esc}\\after a device string`,
  `\u009b31m after another introducer`,
  `${esc}[38;2;1;2;3;url(javascript:gantryCanary(8))m a colour`,
  `${esc}[38;5;999999m a colour that is not there`,
  `${esc}[`,
  `left\rright<b id=planted>`,
  'user\u202egnp.exe\u202c and \u2066more\u2069',
  'zero\u200bwidth\ufeff',
  'x'.repeat(20_000),
];
