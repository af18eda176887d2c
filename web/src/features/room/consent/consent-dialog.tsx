import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Modal } from "@mantine/core";
import { interviews, useView } from "../live-context";
import classes from "./consent.module.css";
import { ConsentSwitches } from "./consent-switches";
import { consentPromise, consents } from "./consent-words";

/** What one agrees to, to change at any time; and, for those who interview, who agreed to what. */
export function ConsentDialog({ close }: { close: () => void }) {
  const { me } = useView();
  return (
    <Modal opened onClose={close} title={t`What you agree to`} size="md">
      <p className={classes.promise}>
        {consentPromise()}{" "}
        <Trans>You can change your mind at any time; it counts from that moment.</Trans>
      </p>
      <ConsentSwitches />
      {interviews(me.role) ? <WhoAgreed /> : null}
      <Group justify="flex-end" mt="lg">
        <Button onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </Group>
    </Modal>
  );
}

function WhoAgreed() {
  const view = useView();
  const asked = consents();
  return (
    <section className={classes.agreed}>
      <h3 className={classes.agreedTitle}>
        <Trans>Who agreed to what</Trans>
      </h3>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Person</Trans>
            </th>
            {asked.map(({ to, name }) => (
              <th key={to} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.people.map((person) => (
            <tr key={person.id}>
              <th scope="row">{person.name}</th>
              {asked.map(({ to }) => {
                const agreed = view.consents[to].includes(person.id);
                return (
                  <td key={to} className={agreed ? classes.yes : classes.no}>
                    {agreed ? t`Agreed` : t`Not agreed`}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
