import {
  IconCrown,
  IconDoorExit,
  IconPlayerPlay,
  IconRefresh,
  IconUserCog,
  IconUserMinus,
} from "@tabler/icons-react";
import type { Role } from "@/live/types";
import { mayTakeOver } from "../host/may-take-over";
import { type Acting, inPalette, type RoomAction } from "./room-action";

const AS: Record<Role, string> = {
  host: "a host",
  interviewer: "an interviewer",
  candidate: "a candidate",
  observer: "an observer",
};
const ROLES = Object.keys(AS) as Role[];

/** What only a host may do with the room. */
export function hosting({ view: { me, room }, ui: { change }, act }: Acting): RoomAction[] {
  if (me.role !== "host") return [];
  const simple = (type: "start" | "reopen", label: string, icon: RoomAction["icon"]) =>
    inPalette(type, label, icon, () => void act({ type }, `${label}: not done`));
  if (room.status === "ended") return [simple("reopen", "Reopen interview", IconRefresh)];
  const end: RoomAction = {
    id: "end",
    label: "End interview…",
    icon: IconDoorExit,
    menu: room.status === "scheduled" ? "always" : "never",
    run: () => change({ dialog: "end" }),
  };
  return room.status === "live" ? [end] : [simple("start", "Start interview", IconPlayerPlay), end];
}

/** What an interviewer may do while no host is here. Too early, the server says so. */
export function takingOver({ view, act }: Acting): RoomAction[] {
  if (!mayTakeOver(view)) return [];
  const run = () => void act({ type: "take_over" }, "You are not the host");
  return [{ id: "take-over", label: "Take over as host", icon: IconCrown, menu: "always", run }];
}

/** What a host may do with each of the others: another role, or out. */
export function othersIn({ view: { me, room, people }, ui, act }: Acting): RoomAction[] {
  if (me.role !== "host") return [];
  return people
    .filter(({ id }) => id !== me.id)
    .flatMap((person) => {
      const { id, name } = person;
      const roles = room.status === "ended" ? [] : ROLES.filter((role) => role !== person.role);
      return [
        ...roles.map((role) =>
          inPalette(
            `role-${id}-${role}`,
            `Make ${name} ${AS[role]}`,
            IconUserCog,
            () => void act({ type: "set_role", person: id, role }, `${name} keeps the role`),
          ),
        ),
        inPalette(`remove-${id}`, `Remove ${name}…`, IconUserMinus, () =>
          ui.change({ dialog: { remove: person } }),
        ),
      ];
    });
}
