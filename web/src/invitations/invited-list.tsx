import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Alert, Badge, Button, Skeleton, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useCancelInvitation } from "@/api/invitations/cancel-invitation";
import { useInvitations } from "@/api/invitations/list-invitations";
import { toProblem } from "@/api/problem";
import type { Invitation, Room } from "@/api/types";
import classes from "./invited-list.module.css";
import { roleName, rolesFor } from "./roles";

/** Who is invited, what became of it, and a way to take it back. */
export function InvitedList({ room }: { room: Room }) {
  const { t } = useLingui();
  const invitations = useInvitations(room.id);
  const cancelling = useCancelInvitation(room.id);
  if (invitations.isPending) return <Skeleton height={54} radius="md" aria-label={t`Loading`} />;
  const problem = invitations.error ?? cancelling.error;
  const all = invitations.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t`Invited`}>
      {problem ? (
        <Alert color="red" role="alert" mb="sm">
          {toProblem(problem).message}
        </Alert>
      ) : null}
      {all.length === 0 && !problem ? (
        <p className={classes.nobody}>
          <Trans>Nobody is invited by mail yet.</Trans>
        </p>
      ) : (
        <ul className={classes.list}>
          {all.map((invitation) => (
            <Invited
              key={invitation.id}
              invitation={invitation}
              mayCancel={rolesFor(room.role).some(({ value }) => value === invitation.role)}
              cancel={() => cancelling.mutate(invitation.id)}
              cancelling={cancelling.isPending && cancelling.variables === invitation.id}
            />
          ))}
        </ul>
      )}
      {invitations.hasNextPage ? (
        <Button variant="subtle" size="compact-sm" onClick={() => invitations.fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </section>
  );
}

const STATUS = {
  pending: { label: msg`Invited`, color: "gray" },
  accepted: { label: msg`Came in`, color: "jade" },
  cancelled: { label: msg`Cancelled`, color: "gray" },
} as const;

interface InvitedProps {
  invitation: Invitation;
  mayCancel: boolean;
  cancel: () => void;
  cancelling: boolean;
}

function Invited({ invitation, mayCancel, cancel, cancelling }: InvitedProps) {
  const { t } = useLingui();
  const { email, name, role, status } = invitation;
  const { label, color } = STATUS[status];
  return (
    <li className={classes.item}>
      <div className={classes.who}>
        <div className={classes.email}>{name ? `${name} · ${email}` : email}</div>
        <div className={classes.role}>{roleName(role)}</div>
      </div>
      <Badge variant="light" color={color}>
        {t(label)}
      </Badge>
      {status === "pending" && mayCancel ? (
        <Tooltip label={t`Cancel the invitation`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Cancel the invitation of ${email}`}
            loading={cancelling}
            onClick={cancel}
          >
            <IconX size={17} />
          </ActionIcon>
        </Tooltip>
      ) : (
        <span className={classes.noButton} />
      )}
    </li>
  );
}
