import { t } from "@lingui/core/macro";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMailPlus } from "@tabler/icons-react";
import { currentSession } from "@/api/session";
import type { RoomView } from "@/live/types";
import { interviews, useView } from "../live-context";
import { useRoomUi } from "../room-ui";

/** Whoever interviews here with an account: a mail has to say who invites. */
export function mayInvite({ me, room }: RoomView): boolean {
  const session = currentSession();
  const asAccount = session.status === "signedIn" && session.user.id === me.id;
  return asAccount && interviews(me.role) && room.status !== "ended";
}

/** Opens the invitations, for those who may make them. */
export function InviteButton() {
  const view = useView();
  const { change } = useRoomUi();
  if (!mayInvite(view)) return null;
  return (
    <Tooltip label={t`Invite people by mail`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t`Invite people by mail`}
        onClick={() => change({ dialog: "invite" })}
      >
        <IconMailPlus size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
