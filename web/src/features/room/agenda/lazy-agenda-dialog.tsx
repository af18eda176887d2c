import { msg, t } from "@lingui/core/macro";
import { Modal } from "@mantine/core";
import type { AgendaDialogProps } from "@/problems/agenda-dialog";
import { lazyPart } from "@/ui/lazy-part";

/** The dialog as a component that comes when it is first opened; if it can't, a dialog says so. */
export const AgendaDialog = lazyPart<AgendaDialogProps>(() => import("@/problems/agenda-dialog"), {
  name: msg`This dialog`,
  around: (trouble, { close }) => (
    <Modal opened onClose={close} title={t`Agenda`}>
      {trouble}
    </Modal>
  ),
});
