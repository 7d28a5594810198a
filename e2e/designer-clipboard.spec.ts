import type { Locator, Page } from '@playwright/test';
import { uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const text = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
  vm:
    type: cloudify.nodes.Compute
  db:
    type: cloudify.nodes.DBMS
    relationships:
      - type: cloudify.relationships.contained_in
        target: vm
`;

async function openDesigner(page: Page, name: string): Promise<void> {
  await uploadText(page, name, text);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goto(`${new URL(page.url()).pathname}/edit`);
  await expect(node(page, 'vm')).toBeVisible();
}

function node(page: Page, id: string): Locator {
  return page.locator(`[data-node="${id}"]`);
}

/** Beside its name, where nothing is drawn over it. */
const ofHost = { position: { x: 60, y: 15 } };

/** A machine that needs a second until the text of what was chosen is read, as one with much to do may. */
async function readSlowly(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: { question?: { kind: string } }) {
      if (message.question?.kind === 'fragment') setTimeout(() => send.call(this, message), 1_000);
      else send.call(this, message);
    };
  });
}

test('what was chosen this moment is copied, cut and pasted though its text is still being read', async ({ page }) => {
  await readSlowly(page);
  await openDesigner(page, 'clipboard-at-once');
  const undo = page.getByRole('button', { name: /^Undo/ });

  await test.step('copied and pasted, one right after the other', async () => {
    await node(page, 'vm').click(ofHost);
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    await expect(undo).toHaveAccessibleName('Undo: Paste 2 nodes');
    await expect(node(page, 'db_2')).toHaveAccessibleName(/contained in vm_2/);
  });

  await test.step('what was copied is on the clipboard: it is pasted a second time, later', async () => {
    await page.keyboard.press('Control+v');
    await expect(node(page, 'db_3')).toHaveAccessibleName(/contained in vm_3/);
  });

  await test.step('cut is what was chosen, whatever is chosen meanwhile', async () => {
    await undo.click();
    await undo.click();
    await expect(undo).toBeDisabled();
    await node(page, 'vm').click(ofHost);
    await page.keyboard.press('Control+x');
    await page.keyboard.press('Escape');
    await expect(node(page, 'db')).toBeHidden();
    await expect(undo).toHaveAccessibleName('Undo: Cut vm');
    await page.keyboard.press('Control+v');
    await expect(node(page, 'db')).toHaveAccessibleName(/contained in vm/);
  });

  await test.step('a node that was added this moment is duplicated', async () => {
    await page.keyboard.press('n');
    const quick = page.getByRole('dialog', { name: 'Add a node' });
    await quick.getByRole('combobox').fill('webserver');
    await expect(quick.getByRole('option').first()).toContainText('WebServer');
    await page.keyboard.press('Enter');
    await expect(undo).toHaveAccessibleName('Undo: Add web_server');
    await page.keyboard.press('Control+d');
    await expect(node(page, 'web_server_2')).toBeVisible();
  });
});

test('by the menu: a copy and a cut', async ({ page }) => {
  await openDesigner(page, 'clipboard-by-menu');
  const choose = async (deed: string) => {
    // What was pasted was brought into view.
    await page.getByRole('button', { name: 'Fit the drawing' }).click();
    await node(page, 'vm').click({ ...ofHost, button: 'right' });
    await page.getByRole('menuitem', { name: deed }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
  };
  await choose('Copy');
  await page.keyboard.press('Control+v');
  await expect(node(page, 'db_2')).toBeVisible();
  await choose('Cut');
  await expect(node(page, 'db')).toBeHidden();
  await page.keyboard.press('Control+v');
  await expect(node(page, 'db')).toHaveAccessibleName(/contained in vm/);
});
