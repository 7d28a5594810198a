import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { iconOf } from '../../topology/type-icon.tsx';
import { stageOf } from '../canvas/stage.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { drawingOf } from './drawing-of.ts';
import { type PictureTheme, pictureColours } from './picture-colours.ts';
import { sizeOf, writeSvg } from './write-svg.ts';

/** What file is wanted. */
export interface PictureWish {
  format: 'svg' | 'png';
  theme: PictureTheme;
  /** Of the blueprint; the file is called after it. */
  name: string;
}

/** Pixels of a PNG for each of the drawing, as long as browsers can paint so many. */
const scale = 2;
const mostPixels = 16_000;

/** Saves a picture of the whole canvas, whatever part of it is seen. */
export async function savePicture(document: DesignerDocument, { format, theme, name }: PictureWish): Promise<void> {
  const { picture } = stageOf(document);
  if (picture === null) return;
  const notes = Object.values(document.getState().layout.notes);
  const drawing = drawingOf({ picture, notes, iconOf: iconWriter() });
  const svg = new Blob([writeSvg(drawing, { title: name, colours: pictureColours(theme) })], {
    type: 'image/svg+xml',
  });
  const file = format === 'svg' ? svg : await paint(svg, sizeOf(drawing));
  save(file, `${name}.${format}`);
}

/** Icons as text; each is drawn once. */
function iconWriter(): (typeHierarchy: readonly string[]) => string {
  const known = new Map<unknown, string>();
  return (typeHierarchy) => {
    const Icon = iconOf(typeHierarchy);
    const text = known.get(Icon) ?? drawn(<Icon />);
    known.set(Icon, text);
    return text;
  };
}

function drawn(icon: React.ReactNode): string {
  const box = window.document.createElement('div');
  const root = createRoot(box);
  flushSync(() => root.render(icon));
  const text = box.querySelector('svg')?.innerHTML ?? '';
  root.unmount();
  return text;
}

async function paint(svg: Blob, { width, height }: { width: number; height: number }): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const factor = Math.min(scale, mostPixels / Math.max(width, height));
    const canvas = window.document.createElement('canvas');
    canvas.width = Math.round(width * factor);
    canvas.height = Math.round(height * factor);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture is too large.')) : resolve(blob))),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(file: Blob, name: string): void {
  const link = window.document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The download has its own hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
