import { type ReactNode, useLayoutEffect, useRef } from 'react';
import classes from './offer.module.css';

interface OfferDialogProps {
  titleId: string;
  onCancel: () => void;
  children: ReactNode;
}

/** A dialog over the page of the signed-in person, so that nothing typed there is lost. Escape means no. */
export function OfferDialog({ titleId, onCancel, children }: OfferDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    // Closing gives the focus back to where it was, as long as the dialog is still in the page.
    return () => opened?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      {children}
    </dialog>
  );
}
