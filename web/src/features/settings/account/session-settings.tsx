import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Skeleton } from "@mantine/core";
import { useEndOtherSessions } from "@/api/me/end-other-sessions";
import { useSessions } from "@/api/me/list-sessions";
import { problemText } from "@/ui/form-problem";
import { SettingsSection } from "../settings-section";
import { SessionRow } from "./session-row";
import classes from "./session-settings.module.css";

/** Where one is signed in, and how to end that from afar. */
export function SessionSettings() {
  const { t } = useLingui();
  return (
    <SettingsSection title={t`Where you are signed in`}>
      <p className={classes.lead}>
        <Trans>
          Is there a device that you don’t know? Sign it out, then change your password.
        </Trans>
      </p>
      <SessionList />
    </SettingsSection>
  );
}

function SessionList() {
  const sessions = useSessions();
  if (sessions.isPending) return <Skeleton height={120} radius="md" aria-hidden />;
  if (!sessions.data) {
    return <Unavailable error={sessions.error} again={() => sessions.refetch()} />;
  }
  const own = sessions.data.filter((session) => session.current);
  const others = sessions.data.filter((session) => !session.current);
  return (
    <>
      <ul className={classes.list}>
        {[...own, ...others].map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {others.length > 1 ? <EndOthers /> : null}
    </>
  );
}

function EndOthers() {
  const end = useEndOtherSessions();
  return (
    <>
      <Button variant="default" mt="md" loading={end.isPending} onClick={() => end.mutate()}>
        <Trans>Sign out all other devices</Trans>
      </Button>
      <div role="status" className={classes.error}>
        {end.error ? problemText(end.error) : null}
      </div>
    </>
  );
}

function Unavailable({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useLingui();
  return (
    <Alert color="red" role="alert" title={t`Your devices could not be loaded`}>
      {problemText(error)}
      <div>
        <Button size="xs" mt="sm" onClick={again}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </Alert>
  );
}
