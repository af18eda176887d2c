import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useNavigate } from "react-router";
import { toProblem } from "@/api/problem";
import { useCreateRoom } from "@/api/rooms/create-room";
import type { Room } from "@/api/types";
import { copyText } from "@/ui/copy-text";
import { type InterviewDraft, toRoom } from "./new-interview";
import { toLocalInput, tomorrowMorning } from "./room-times";
import { SIGNAL_CHOICES } from "./signal-choices";

/** The draft of a new interview, and how it becomes a room. */
export function useNewInterview(close: () => void) {
  const navigate = useNavigate();
  const createRoom = useCreateRoom();
  const [draft, setDraft] = useState(emptyDraft);
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
        if (draft.when === "now") return navigate(`/r/${made.id}`);
        await tellScheduled(made);
        close();
      },
    });
  };
  const error = createRoom.error ? toProblem(createRoom.error).message : null;
  return { draft, change, submit, dateError, error, pending: createRoom.isPending };
}

function emptyDraft(): InterviewDraft {
  return {
    title: "Interview",
    when: "now",
    date: toLocalInput(tomorrowMorning(Date.now())),
    signals: SIGNAL_CHOICES.flatMap((choice) => choice.kinds),
  };
}

async function tellScheduled(room: Room): Promise<void> {
  const copied = await copyText(room.joinUrl);
  notifications.show({
    title: `“${room.title}” is scheduled`,
    message: copied ? "Its link is on your clipboard, ready to send." : room.joinUrl,
    autoClose: copied ? undefined : false,
  });
}
