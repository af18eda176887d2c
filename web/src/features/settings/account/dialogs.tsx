import { Modal } from "@mantine/core";
import type { ComponentType } from "react";
import type { User } from "@/api/types";
import { lazyPart } from "@/ui/lazy-part";

/** What each dialog of this page is given. */
export interface AccountDialogProps {
  user: User;
  close: () => void;
}

type Load = () => Promise<{ default: ComponentType<AccountDialogProps> }>;

/** A dialog whose code comes when it is first opened; if it can't, a dialog says so. */
const lazyDialog = (title: string, load: Load) =>
  lazyPart<AccountDialogProps>(load, {
    name: "This dialog",
    around: (trouble, { close }) => (
      <Modal opened onClose={close} title={title}>
        {trouble}
      </Modal>
    ),
  });

/** The dialogs, by what they are for. */
export const DIALOGS = {
  email: lazyDialog("Change your address", () => import("./change-email-dialog")),
  password: lazyDialog("Change your password", () => import("./change-password-dialog")),
  setUpTotp: lazyDialog("Set up a second factor", () => import("./totp/set-up-totp-dialog")),
  removeTotp: lazyDialog("Remove the second factor", () => import("./totp/remove-totp-dialog")),
  deletion: lazyDialog("Delete your account", () => import("./delete-account-dialog")),
};
