/** What lies over what on the canvas. */
export const layers = { passing: -1, container: 0, hulls: 1, lines: 2, leaf: 3, chosenLines: 4, gesture: 5 };
