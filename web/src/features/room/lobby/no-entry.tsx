import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "react-router";
import { BrandLink } from "@/ui/brand-link";
import { PageFrame } from "@/ui/page-frame";
import { usePageTitle } from "@/ui/page-title";
import { Trouble } from "@/ui/trouble";

/** The address leads nowhere, or to a room that was deleted. */
export function NoSuchRoom() {
  usePageTitle(t`Room not found`);
  return (
    <PageFrame brand={<BrandLink to="/" />}>
      <Trouble
        happened={t`There is no room at this address`}
        safe={t`The link may have been cut short when it was copied, or the room was deleted. Nothing is wrong on your side: open the link from your invitation again, or write to whoever invited you.`}
        todo={
          <Button component={Link} to="/" variant="default">
            <Trans>Go to the start page</Trans>
          </Button>
        }
      />
    </PageFrame>
  );
}

interface SignedOutProps {
  roomId: string;
  /** Someone else uses this browser now, and comes in as a guest. */
  onOther?: () => void;
}

/** The account was signed out, here or elsewhere, while the room was open or since then. */
export function SignedOut({ roomId, onOther }: SignedOutProps) {
  usePageTitle(t`Signed out`);
  return (
    <PageFrame brand={<BrandLink to="/" />}>
      <Trouble
        happened={t`You were signed out`}
        safe={t`Everything that was saved is safe in the room. What was not sent yet stays in this browser and goes in when you are back.`}
        todo={
          <>
            <Button component={Link} to={`/sign-in?next=${encodeURIComponent(`/r/${roomId}`)}`}>
              <Trans>Sign in again</Trans>
            </Button>
            {onOther ? (
              <Button variant="subtle" ms="sm" onClick={onOther}>
                <Trans>Join as someone else</Trans>
              </Button>
            ) : null}
          </>
        }
      />
    </PageFrame>
  );
}
