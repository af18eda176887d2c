import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Avatar, Tooltip } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import type { PersonInfo, Role } from "@/live/types";
import { KnockNoticeButton } from "../knocks/knock-notice-button";
import { interviews, useView } from "../live-context";
import { useAct } from "../use-act";
import { InviteButton } from "./invite-button";
import classes from "./people-list.module.css";
import { colorOf, personColors } from "./person-colors";
import { PersonMenu } from "./person-menu";

/** A role as people call it. */
export const roleName = (role: Role): string => ROLE_NAMES[role]();

const ROLE_NAMES: Record<Role, () => string> = {
  host: () => t`Host`,
  interviewer: () => t`Interviewer`,
  candidate: () => t`Candidate`,
  observer: () => t`Observer`,
};

/** Who is inside, in which role, and whether they are here now. */
export function PeopleList() {
  const { people, me } = useView();
  const colors = personColors(people);
  return (
    <section
      className={classes.people}
      aria-label={t`People inside`}
      tabIndex={-1}
      data-pane="people"
    >
      <div className={classes.head}>
        <h2 className={classes.title}>
          <Trans>People</Trans>
        </h2>
        <div className={classes.tools}>
          <InviteButton />
          {interviews(me.role) ? <KnockNoticeButton /> : null}
          <HandButton />
        </div>
      </div>
      <ul className={classes.list} aria-label={t`People`}>
        {people.map((person) => (
          <Person key={person.id} person={person} color={colorOf(colors.get(person.id) ?? 0)} />
        ))}
      </ul>
    </section>
  );
}

function Person({ person, color }: { person: PersonInfo; color: string }) {
  const { me } = useView();
  const own = person.id === me.id;
  return (
    <li className={classes.person} data-person={person.id} data-online={person.online}>
      <Avatar
        name={person.name}
        size={32}
        variant="light"
        styles={{
          placeholder: {
            // 4.5:1 against its own tint, which the colour alone misses.
            color: `color-mix(in srgb, ${color} 75%, var(--ink))`,
            background: `color-mix(in srgb, ${color} 16%, transparent)`,
          },
        }}
        className={person.online ? undefined : classes.away}
      />
      <div className={classes.text}>
        <div className={classes.name}>
          {person.name}
          {own ? (
            <span className={classes.you}>
              {" "}
              <Trans>(you)</Trans>
            </span>
          ) : null}
        </div>
        <div className={classes.role}>
          {roleName(person.role)}
          {person.online ? null : ` · ${t`away`}`}
        </div>
      </div>
      {person.hand ? (
        <Tooltip label={t`${{ name: person.name }} raised a hand`}>
          <IconHandStop size={18} className={classes.hand} aria-label={t`Hand raised`} role="img" />
        </Tooltip>
      ) : null}
      {me.role === "host" ? <PersonMenu person={person} /> : null}
    </li>
  );
}

/** Raises or lowers one's own hand. */
function HandButton() {
  const { me, people, room } = useView();
  const act = useAct();
  const raised = people.some(({ id, hand }) => id === me.id && hand);
  if (room.status === "ended") return null;
  const label = raised ? t`Lower hand` : t`Raise hand`;
  const toggle = () =>
    act({ type: raised ? "lower_hand" : "raise_hand" }, t`Your hand could not be changed`);
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={raised ? "light" : "subtle"}
        color={raised ? "coral" : "gray"}
        aria-label={label}
        onClick={toggle}
      >
        <IconHandStop size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
