import { msg, t } from "@lingui/core/macro";
import { Modal } from "@mantine/core";
import { lazyPart } from "@/ui/lazy-part";
import type { ChooseProblemDialogProps } from "./choose-problem-dialog";

/** The dialog as a component that comes when it is first opened; if it can't, a dialog says so. */
export const ChooseProblemDialog = lazyPart<ChooseProblemDialogProps>(
  () => import("./choose-problem-dialog"),
  {
    name: msg`This dialog`,
    around: (trouble, { close }) => (
      <Modal opened onClose={() => close(false)} title={t`Choose a problem`}>
        {trouble}
      </Modal>
    ),
  },
);
