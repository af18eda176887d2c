import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Badge, Button } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { useEndSession } from "@/api/me/end-session";
import type { SessionItem } from "@/api/types";
import { dateFormat } from "@/texts/dates";
import { useLanguage } from "@/texts/language";
import { problemText } from "@/ui/form-problem";
import { fromNow } from "@/ui/from-now";
import { useNow } from "@/ui/use-now";
import classes from "./session-settings.module.css";

/** One sign-in: which device, since when, when it was last used. */
export function SessionRow({ session }: { session: SessionItem }) {
  useLanguage();
  const now = useNow();
  const end = useEndSession();
  const Icon = /android|ios|iphone|ipad/i.test(session.device)
    ? IconDeviceMobile
    : IconDeviceDesktop;
  return (
    <li className={classes.row}>
      <Icon size={24} stroke={1.5} className={classes.icon} aria-hidden />
      <div className={classes.text}>
        <div className={classes.device}>
          {session.device}{" "}
          {session.current ? (
            <Badge variant="light">
              <Trans>This device</Trans>
            </Badge>
          ) : null}
        </div>
        <div className={classes.times}>{timesText(session, now)}</div>
        <div role="status" className={classes.error}>
          {end.error ? problemText(end.error) : null}
        </div>
      </div>
      {session.current ? null : (
        <Button
          variant="default"
          size="xs"
          aria-label={t`Sign out ${session.device}`}
          loading={end.isPending}
          onClick={() => end.mutate(session.id)}
        >
          <Trans>Sign out</Trans>
        </Button>
      )}
    </li>
  );
}

const day = dateFormat({ day: "numeric", month: "short", year: "numeric" });

function timesText({ createdAt, lastUsedAt, address, current }: SessionItem, now: number) {
  const ago = fromNow(Date.parse(lastUsedAt), now);
  const used = current ? t`In use now` : t`Last used ${ago}`;
  const from = address ? [t`from ${address}`] : [];
  const date = day.format(Date.parse(createdAt));
  return [used, ...from, t`signed in ${date}`].join(" · ");
}
