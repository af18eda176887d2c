import { Button, type ButtonProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { User } from "@/api/types";
import { DIALOGS } from "./dialogs";

interface DialogButtonProps extends ButtonProps {
  dialog: keyof typeof DIALOGS;
  user: User;
  /** Told to screen readers, where the text alone says too little. */
  label?: string;
}

/** Opens one of the account's dialogs. */
export function DialogButton({ dialog, user, label, ...props }: DialogButtonProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const Dialog = DIALOGS[dialog];
  return (
    <>
      <Button variant="default" aria-label={label} onClick={open} {...props} />
      {opened ? <Dialog user={user} close={close} /> : null}
    </>
  );
}
