/** Of what React Flow can do, only the view and its moves are wanted: drawings have their own ways for the rest. */
export const ownGestures = {
  onlyRenderVisibleElements: false,
  zIndexMode: 'manual',
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  panActivationKeyCode: null,
} as const;
