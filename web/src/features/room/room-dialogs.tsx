import { lazy, Suspense, useState } from "react";
import { EMPTY_DRAFT, type ProblemDraft } from "@/problems/problem-draft";
import { AgendaDialog } from "./agenda/lazy-agenda-dialog";
import { ConsentDialog } from "./consent/consent-dialog";
import { EditorSettings } from "./editor/editor-settings";
import { OpenPadDialog } from "./editor/open-pad-dialog";
import { EndDialog } from "./header/end-dialog";
import { FocusTimeDialog } from "./header/focus-time-dialog";
import { LeaveWarning } from "./header/leave-warning";
import { useView } from "./live-context";
import { RemoveDialog } from "./people/remove-dialog";
import { ChooseProblemDialog } from "./problem/lazy-choose-problem-dialog";
import { useRoomUi } from "./room-ui";
import { DevicesDialog } from "./video/devices-dialog";

const InviteDialog = lazy(() => import("@/invitations/invite-dialog"));

/** The dialog that is open, wherever it was asked for. */
export function RoomDialogs() {
  const { ui, change } = useRoomUi();
  const { room } = useView();
  const [draft, setDraft] = useState<ProblemDraft>(EMPTY_DRAFT);
  const close = () => change({ dialog: null });
  const closeProblem = (chosen: boolean) => {
    if (chosen) setDraft(EMPTY_DRAFT);
    close();
  };
  return (
    <>
      {ui.dialog === "choose-problem" ? (
        <ChooseProblemDialog
          draft={draft}
          change={(part) => setDraft((before) => ({ ...before, ...part }))}
          close={closeProblem}
        />
      ) : null}
      {ui.dialog === "agenda" ? <AgendaDialog roomId={room.id} close={close} /> : null}
      {ui.dialog === "focus-time" ? <FocusTimeDialog close={close} /> : null}
      {ui.dialog === "open-pad" ? <OpenPadDialog close={close} /> : null}
      {ui.dialog === "end" ? <EndDialog close={close} /> : null}
      {ui.dialog === "invite" ? (
        <Suspense fallback={null}>
          <InviteDialog roomId={room.id} close={close} />
        </Suspense>
      ) : null}
      {ui.dialog === "devices" ? <DevicesDialog close={close} /> : null}
      {ui.dialog === "consent" ? <ConsentDialog close={close} /> : null}
      {ui.dialog === "editor-settings" ? <EditorSettings close={close} /> : null}
      {ui.dialog !== null && typeof ui.dialog === "object" ? (
        <RemoveDialog person={ui.dialog.remove} close={close} />
      ) : null}
      <LeaveWarning />
    </>
  );
}
