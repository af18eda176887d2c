import { plural, t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useNavigate } from "react-router";
import { invite } from "@/api/invitations/invite";
import { toProblem } from "@/api/problem";
import { useCreateRoom } from "@/api/rooms/create-room";
import type { NewInvitation, Room } from "@/api/types";
import { ownTimeZone, wallTime } from "@/invitations/time-zones";
import { copyText } from "@/ui/copy-text";
import { type InterviewDraft, toInvitations, toRoom } from "./new-interview";
import { tomorrowMorning } from "./room-times";
import { SIGNAL_CHOICES } from "./signal-choices";

/** The draft of a new interview, and how it becomes a room. */
export function useNewInterview(close: () => void, at?: number) {
  const navigate = useNavigate();
  const createRoom = useCreateRoom();
  const [draft, setDraft] = useState(() => emptyDraft(at));
  const [dateError, setDateError] = useState<string | null>(null);

  const change = (part: Partial<InterviewDraft>) => {
    setDateError(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const submit = () => {
    const room = toRoom(draft);
    if ("dateError" in room) return setDateError(room.dateError);
    createRoom.mutate(room, {
      onSuccess: async (made) => {
        await inviteAll(made, toInvitations(draft));
        if (draft.when === "now") return navigate(`/r/${made.id}`);
        await tellScheduled(made);
        close();
      },
    });
  };
  const error = createRoom.error ? toProblem(createRoom.error).message : null;
  return { draft, change, submit, dateError, error, pending: createRoom.isPending };
}

function emptyDraft(at?: number): InterviewDraft {
  const timeZone = ownTimeZone();
  return {
    title: t`Interview`,
    when: at === undefined ? "now" : "later",
    date: wallTime(at ?? tomorrowMorning(Date.now()), timeZone),
    minutes: 60,
    timeZone,
    invitees: [],
    signals: SIGNAL_CHOICES.flatMap((choice) => choice.kinds),
  };
}

/** One after the other; the room is there, whatever becomes of them. */
async function inviteAll(room: Room, invitations: NewInvitation[]): Promise<void> {
  const failed: string[] = [];
  for (const invitation of invitations) {
    try {
      await invite(room.id, invitation);
    } catch (error) {
      failed.push(`${invitation.email}: ${toProblem(error).message}`);
    }
  }
  if (failed.length === 0) return;
  notifications.show({
    color: "red",
    title: plural(failed.length, { one: "One was not invited", other: "# were not invited" }),
    message: `${failed.join(" ")} ${t`Try again with “Invite people”.`}`,
    autoClose: false,
  });
}

async function tellScheduled(room: Room): Promise<void> {
  const { title, joinUrl } = room;
  const copied = await copyText(joinUrl);
  notifications.show({
    title: t`“${title}” is scheduled`,
    message: copied ? t`Its link is on your clipboard, ready to send.` : joinUrl,
    autoClose: copied ? undefined : false,
  });
}
