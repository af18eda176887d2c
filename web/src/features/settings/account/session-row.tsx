import { Badge, Button } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { useEndSession } from "@/api/me/end-session";
import type { SessionItem } from "@/api/types";
import { problemText } from "@/ui/form-problem";
import { fromNow } from "@/ui/from-now";
import { useNow } from "@/ui/use-now";
import classes from "./session-settings.module.css";

/** One sign-in: which device, since when, when it was last used. */
export function SessionRow({ session }: { session: SessionItem }) {
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
          {session.device} {session.current ? <Badge variant="light">This device</Badge> : null}
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
          aria-label={`Sign out ${session.device}`}
          loading={end.isPending}
          onClick={() => end.mutate(session.id)}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

function timesText({ createdAt, lastUsedAt, address, current }: SessionItem, now: number) {
  const used = current ? "In use now" : `Last used ${fromNow(Date.parse(lastUsedAt), now)}`;
  const from = address ? [`from ${address}`] : [];
  return [used, ...from, `signed in ${day.format(Date.parse(createdAt))}`].join(" · ");
}
