import { t } from "@lingui/core/macro";
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

const MAKE: Record<Role, (name: string) => string> = {
  host: (name) => t`Make ${name} a host`,
  interviewer: (name) => t`Make ${name} an interviewer`,
  candidate: (name) => t`Make ${name} a candidate`,
  observer: (name) => t`Make ${name} an observer`,
};
const ROLES = Object.keys(MAKE) as Role[];

/** What only a host may do with the room. */
export function hosting({ view: { me, room }, ui: { change }, act }: Acting): RoomAction[] {
  if (me.role !== "host") return [];
  const start = () => void act({ type: "start" }, t`Start interview: not done`);
  const reopen = () => void act({ type: "reopen" }, t`Reopen interview: not done`);
  if (room.status === "ended") {
    return [inPalette("reopen", t`Reopen interview`, IconRefresh, reopen)];
  }
  const end: RoomAction = {
    id: "end",
    label: t`End interview…`,
    icon: IconDoorExit,
    menu: room.status === "scheduled" ? "always" : "never",
    run: () => change({ dialog: "end" }),
  };
  if (room.status === "live") return [end];
  return [inPalette("start", t`Start interview`, IconPlayerPlay, start), end];
}

/** What an interviewer may do while no host is here. Too early, the server says so. */
export function takingOver({ view, act }: Acting): RoomAction[] {
  if (!mayTakeOver(view)) return [];
  const run = () => void act({ type: "take_over" }, t`You are not the host`);
  return [{ id: "take-over", label: t`Take over as host`, icon: IconCrown, menu: "always", run }];
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
            MAKE[role](name),
            IconUserCog,
            () => void act({ type: "set_role", person: id, role }, t`${name} keeps the role`),
          ),
        ),
        inPalette(`remove-${id}`, t`Remove ${name}…`, IconUserMinus, () =>
          ui.change({ dialog: { remove: person } }),
        ),
      ];
    });
}
