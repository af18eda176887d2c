import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
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
const lazyDialog = (title: MessageDescriptor, load: Load) =>
  lazyPart<AccountDialogProps>(load, {
    name: msg`This dialog`,
    around: (trouble, { close }) => (
      <Modal opened onClose={close} title={i18n._(title)}>
        {trouble}
      </Modal>
    ),
  });

/** The dialogs, by what they are for. */
export const DIALOGS = {
  email: lazyDialog(msg`Change your address`, () => import("./change-email-dialog")),
  password: lazyDialog(msg`Change your password`, () => import("./change-password-dialog")),
  setUpTotp: lazyDialog(msg`Set up a second factor`, () => import("./totp/set-up-totp-dialog")),
  removeTotp: lazyDialog(msg`Remove the second factor`, () => import("./totp/remove-totp-dialog")),
  deletion: lazyDialog(msg`Delete your account`, () => import("./delete-account-dialog")),
};
