import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  readonly isFull?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog while it is mounted; Escape and the browser's back gesture close it. */
export function Dialog({ label, isFull = false, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog?.open) dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={isFull ? 'full' : ''}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </dialog>
  );
}
