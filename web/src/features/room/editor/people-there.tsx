import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import { useView } from "../live-context";
import { colorOf, personColors } from "../people/person-colors";
import classes from "./editor-pane.module.css";

/** A dot for each of the others whose cursor is in a pad; their names for those who listen. */
export function PeopleThere({ ids }: { ids: readonly string[] }) {
  const { people } = useView();
  const colors = personColors(people);
  const here = people.filter(({ id }) => ids.includes(id));
  if (here.length === 0) return null;
  const names = here.map(({ name }) => name).join(", ");
  return (
    <span className={classes.there} title={t`Here now: ${names}`}>
      {here.map(({ id }) => (
        <span
          key={id}
          className={classes.dot}
          style={{ background: colorOf(colors.get(id) ?? 0) }}
        />
      ))}
      <VisuallyHidden>
        <Trans>, here now: {names}</Trans>
      </VisuallyHidden>
    </span>
  );
}
