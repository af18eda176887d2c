import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Alert, Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { type Problem, toProblem, UNREACHABLE } from "@/api/problem";
import { fieldText } from "@/api/problem-texts";
import { useJoinAsGuest } from "@/api/rooms/join-as-guest";
import { usePageTitle } from "@/ui/page-title";
import classes from "./lobby.module.css";
import { LobbyFrame } from "./lobby-frame";
import { NoSuchRoom } from "./no-entry";

interface GuestFormProps {
  roomId: string;
  /** There is a token now: the room can be reached, and its lobby shown. */
  onEnter: () => void;
}

function wording(problem: Problem): string {
  if (problem.code === UNREACHABLE) {
    return t`We can't reach the server. Check your connection and try again; what you wrote stays here.`;
  }
  if (problem.status === 429) return t`Too many people are joining at once. Try again in a minute.`;
  return problem.message;
}

/** For those who come by the link and are nobody yet: a name is all that is asked. */
export function GuestForm({ roomId, onEnter }: GuestFormProps) {
  usePageTitle(t`Join the interview`);
  const [name, setName] = useState("");
  const [empty, setEmpty] = useState(false);
  const join = useJoinAsGuest();
  const problem = join.error ? toProblem(join.error) : null;
  const refused = problem?.errors.find(({ field }) => field === "name");
  const missing = empty && name.trim() === "";
  const nameError = refused
    ? fieldText(refused)
    : missing && t`Tell your interviewers who is at the door.`;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(name.trim() === "");
    if (name.trim() === "") return;
    join.mutate({ roomId, name: name.trim() }, { onSuccess: onEnter });
  };
  if (problem?.status === 404) return <NoSuchRoom />;
  return (
    <LobbyFrame>
      <p className={classes.eyebrow}>
        <Trans>You are invited</Trans>
      </p>
      <h1 className={classes.title}>
        <Trans>Join the interview</Trans>
      </h1>
      <p className={classes.lead}>
        <Trans>
          Nothing to install, no account needed. Tell us your name; you can look at everything
          before you ask to join.
        </Trans>
      </p>
      <form className={classes.form} onSubmit={submit} noValidate>
        {problem && !nameError ? (
          <Alert color="red" role="alert">
            {wording(problem)}
          </Alert>
        ) : null}
        <TextInput
          label={t`Your name`}
          description={t`As your interviewers know you.`}
          size="md"
          autoComplete="name"
          autoFocus
          maxLength={80}
          value={name}
          error={nameError}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" fullWidth loading={join.isPending}>
          <Trans>Continue</Trans>
        </Button>
        <p className={classes.small}>
          <Trans>
            Next you see who is hosting and what the room notes. Nobody is told yet. Have an
            account? <Link to={`/sign-in?next=${encodeURIComponent(`/r/${roomId}`)}`}>Sign in</Link>
          </Trans>
        </p>
      </form>
    </LobbyFrame>
  );
}
