/** How large nodes are drawn, in px. */
export const leafWidth = 224;
export const headHeight = 52;

export const markSize = 24;
export const marksPerRow = 8;
/** Above this many instances a node shows a bar by state in place of marks. */
export const maxMarks = 12;
