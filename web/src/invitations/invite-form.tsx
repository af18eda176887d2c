import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Input, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { type FormEvent, useRef, useState } from "react";
import { useInvite } from "@/api/invitations/invite";
import { type Problem, toProblem } from "@/api/problem";
import { fieldText } from "@/api/problem-texts";
import type { InvitedRole, NewInvitation, Room } from "@/api/types";
import { rolesFor } from "./roles";
import { momentOf, ownTimeZone, wallTime } from "./time-zones";
import { type When, WhenFields } from "./when-fields";

interface Draft extends When {
  email: string;
  name: string;
  role: InvitedRole;
}

function emptyDraft(room: Room): Draft {
  const timeZone = ownTimeZone();
  const date = room.scheduledAt ? wallTime(Date.parse(room.scheduledAt), timeZone) : "";
  return { email: "", name: "", role: "candidate", date, minutes: 60, timeZone };
}

function toInvitation({ email, name, role, date, minutes, timeZone }: Draft): NewInvitation {
  const at = momentOf(date, timeZone);
  return {
    email: email.trim(),
    role,
    minutes,
    timeZone,
    ...(name.trim() && { name: name.trim() }),
    ...(!Number.isNaN(at) && { startsAt: new Date(at).toISOString() }),
  };
}

/** What the server said about the address, if it was that. */
function emailError(problem: Problem | null): string | null {
  const error = problem?.errors.find(({ field }) => field === "email");
  return error ? fieldText(error) : null;
}

/** Asks for whom to invite, as what and when. */
export function InviteForm({ room }: { room: Room }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(() => emptyDraft(room));
  const [sentTo, setSentTo] = useState<string | null>(null);
  const address = useRef<HTMLInputElement>(null);
  const inviting = useInvite(room.id);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSentTo(null);
    inviting.mutate(toInvitation(draft), {
      onSuccess: ({ email }) => {
        setSentTo(email);
        change({ email: "", name: "" });
        // Its button is off now, and the next one begins here.
        address.current?.focus();
      },
    });
  };
  const problem = inviting.error ? toProblem(inviting.error) : null;
  const wrongEmail = emailError(problem);
  return (
    <form onSubmit={submit} noValidate aria-label={t`Invite somebody`}>
      <Stack gap="md">
        {wrongEmail === null ? <Refused problem={problem} /> : null}
        <TextInput
          ref={address}
          type="email"
          label={t`E-mail address`}
          description={t`Whoever signs in with it, verified, comes in without asking.`}
          // Also where the form comes only when the room is known, into a dialog that is open.
          autoFocus
          data-autofocus
          autoComplete="off"
          value={draft.email}
          error={wrongEmail}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <TextInput
          label={t`Name (optional)`}
          autoComplete="off"
          maxLength={80}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Input.Wrapper label={t`Comes as`} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t`Comes as`}
            value={draft.role}
            onChange={(role) => change({ role })}
            data={rolesFor(room.role).map(({ value, label }) => ({ value, label: t(label) }))}
          />
        </Input.Wrapper>
        <WhenFields value={draft} change={change} optional />
        <Button
          type="submit"
          leftSection={<IconSend size={16} aria-hidden />}
          disabled={draft.email.trim() === ""}
          loading={inviting.isPending}
        >
          <Trans>Send invitation</Trans>
        </Button>
        <div role="status">{sentTo === null ? null : t`The invitation goes to ${sentTo}.`}</div>
      </Stack>
    </form>
  );
}

/** What the server said of the invitation as a whole. */
function Refused({ problem }: { problem: Problem | null }) {
  if (!problem) return null;
  return (
    <Alert color="red" role="alert">
      {problem.message}
    </Alert>
  );
}
