import type { ReactNode } from 'react';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  action: string;
  danger?: boolean;
  /** A name that must be typed first, for what cannot be taken back. */
  typeToConfirm?: string;
  onConfirm: () => void;
}
