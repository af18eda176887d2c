import { Button, Group, Modal } from "@mantine/core";
import { interviews, useView } from "../live-context";
import classes from "./consent.module.css";
import { ConsentSwitches } from "./consent-switches";
import { CONSENT_PROMISE, CONSENTS } from "./consent-words";

/** What one agrees to, to change at any time; and, for those who interview, who agreed to what. */
export function ConsentDialog({ close }: { close: () => void }) {
  const { me } = useView();
  return (
    <Modal opened onClose={close} title="What you agree to" size="md">
      <p className={classes.promise}>
        {CONSENT_PROMISE} You can change your mind at any time; it counts from that moment.
      </p>
      <ConsentSwitches />
      {interviews(me.role) ? <WhoAgreed /> : null}
      <Group justify="flex-end" mt="lg">
        <Button onClick={close}>Done</Button>
      </Group>
    </Modal>
  );
}

function WhoAgreed() {
  const { people, consents } = useView();
  return (
    <section className={classes.agreed}>
      <h3 className={classes.agreedTitle}>Who agreed to what</h3>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            {CONSENTS.map(({ to, name }) => (
              <th key={to} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">{person.name}</th>
              {CONSENTS.map(({ to }) => {
                const agreed = consents[to].includes(person.id);
                return (
                  <td key={to} className={agreed ? classes.yes : classes.no}>
                    {agreed ? "Agreed" : "Not agreed"}
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
