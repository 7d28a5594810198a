import { expect, type Locator, type Page } from '@playwright/test';

/* Places on a drawing: measured when it stands still, and where nothing else lies. */

/** A place in the window, px. */
export interface Spot {
  x: number;
  y: number;
}

interface Box extends Spot {
  width: number;
  height: number;
}

/** Where something is once it does not move any more. */
export async function boxOf(locator: Locator): Promise<Box> {
  await expect(locator).toBeVisible();
  return await stillBox(locator);
}

async function stillBox(locator: Locator): Promise<Box> {
  const frames = 4;
  return await locator.evaluate(async (element, wanted) => {
    const measure = () => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    };
    let box = measure();
    for (let still = 0; still < wanted; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const next = measure();
      still = JSON.stringify(next) === JSON.stringify(box) ? still + 1 : 0;
      box = next;
    }
    return box;
  }, frames);
}

/** A place in something, in parts of its size; of what is high, near its top, where its name stands. */
export async function spotOf(locator: Locator, at: Spot = { x: 0.4, y: 0.5 }): Promise<Spot> {
  const box = await boxOf(locator);
  return { x: box.x + box.width * at.x, y: box.y + Math.min(box.height, 60) * at.y };
}

/** Presses, and moves on without letting go. */
export async function drag(page: Page, from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

/** The middle of a part of the canvas where nothing lies but the ground; px of the window. */
export async function freeGround(page: Page, { width, height } = { width: 40, height: 40 }): Promise<Spot> {
  const canvas = page.getByRole('application');
  await stillBox(canvas.locator('.react-flow__viewport'));
  const find = (element: Element, room: { width: number; height: number }): Spot | null => {
    const pane = element.querySelector('.react-flow__pane');
    const isGround = (x: number, y: number) => document.elementFromPoint(x, y) === pane;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    for (let y = top + 8; y + room.height < bottom - 8; y += 10) {
      for (let x = left + 8; x + room.width < right - 8; x += 10) {
        const isFree = [0, 0.25, 0.5, 0.75, 1].every((across) =>
          [0, 0.5, 1].every((down) => isGround(x + room.width * across, y + room.height * down)),
        );
        if (isFree) return { x: x + room.width / 2, y: y + room.height / 2 };
      }
    }
    return null;
  };
  const spot = await canvas.evaluate(find, { width, height });
  if (spot === null) throw new Error(`There is no free ground of ${width} × ${height} px on the canvas.`);
  return spot;
}

/** Undoes all that was done, step by step. */
export async function undoAll(page: Page): Promise<void> {
  const undo = page.getByRole('button', { name: /^Undo/ });
  const most = 100;
  for (let step = 0; step < most && (await undo.isEnabled()); step += 1) await undo.click();
  await expect(undo).toBeDisabled();
}
