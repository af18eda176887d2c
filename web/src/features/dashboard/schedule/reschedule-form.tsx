import { Trans, useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { toProblem } from "@/api/problem";
import { useUpdateRoom } from "@/api/rooms/update-room";
import type { Room } from "@/api/types";
import { momentOf, ownTimeZone, wallTime } from "@/invitations/time-zones";
import classes from "./reschedule-form.module.css";

/** Another time; all who are invited hear of it. */
export function RescheduleForm({ room }: { room: Room }) {
  const { t } = useLingui();
  const timeZone = ownTimeZone();
  const planned = room.scheduledAt ? wallTime(Date.parse(room.scheduledAt), timeZone) : "";
  const [date, setDate] = useState(planned);
  const updateRoom = useUpdateRoom();
  const at = momentOf(date, timeZone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    updateRoom.mutate({ id: room.id, scheduledAt: new Date(at).toISOString() });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        type="datetime-local"
        label={t`Day and time`}
        description={t`In your time zone, ${timeZone}. Whoever is invited hears of a change by mail.`}
        value={date}
        error={updateRoom.error ? toProblem(updateRoom.error).message : null}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        disabled={date === planned || Number.isNaN(at)}
        loading={updateRoom.isPending}
      >
        <Trans>Reschedule</Trans>
      </Button>
    </form>
  );
}
