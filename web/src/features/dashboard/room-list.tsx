import { useLingui } from "@lingui/react/macro";
import type { Room } from "@/api/types";
import { useNow } from "@/ui/use-now";
import classes from "./room-list.module.css";
import { RoomRow } from "./room-row";
import { sectionsOf } from "./room-sections";

/** The rooms, by how far they are. Empty sections are left out. */
export function RoomList({ rooms }: { rooms: Room[] }) {
  const { t } = useLingui();
  const { live, upcoming, past } = sectionsOf(rooms);
  return (
    <>
      <Section title={t`Live now`} rooms={live} />
      <Section title={t`Upcoming`} rooms={upcoming} />
      <Section title={t`Past`} rooms={past} />
    </>
  );
}

function Section({ title, rooms }: { title: string; rooms: Room[] }) {
  const now = useNow();
  if (rooms.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>
        {title} <span className={classes.count}>{rooms.length}</span>
      </h2>
      <ul className={classes.list}>
        {rooms.map((room) => (
          <RoomRow key={room.id} room={room} now={now} />
        ))}
      </ul>
    </section>
  );
}
