/** A place in the window, and what is held beside the pointer. */
export type Pointer = Pick<PointerEvent, 'clientX' | 'clientY' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** What follows a pointer from the moment it is pressed. */
export interface Tracker {
  move(pointer: Pointer): void;
  /** It is the view that is moved, so the pane's edge means nothing. */
  isOfView?: boolean;
  /** It was let go. */
  end(pointer: Pointer): void;
  /** Escape, or the browser took it away: as if nothing had been. */
  cancel(): void;
}
