import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import {
  IconAppWindow,
  IconBrowser,
  IconClipboard,
  IconCopy,
  IconHeadset,
  IconMaximizeOff,
  IconWifiOff,
} from "@tabler/icons-react";
import type { PadInfo, Role } from "@/live/types";
import { timeOfDay } from "../durations";
import { interviews, useEntries, useView } from "../live-context";
import { clusterSignals, type SignalCluster, type SignalSubject } from "./signal-clusters";
import { signalText } from "./signal-words";
import classes from "./signals.module.css";

const ICONS: Record<SignalSubject, typeof IconBrowser> = {
  tab: IconBrowser,
  window: IconAppWindow,
  paste: IconClipboard,
  fullscreen: IconMaximizeOff,
  connection: IconWifiOff,
  copy: IconCopy,
  devices: IconHeadset,
};

const toInterviewers = () => t`Information, not a verdict. Your candidate sees the same list.`;

/** Who sees what of the candidates' browsers. */
const NOTES: Record<Role, () => string> = {
  host: toInterviewers,
  interviewer: toInterviewers,
  candidate: () =>
    t`This is all that is noted about your browser. Your interviewers see the same list.`,
  observer: () =>
    t`What candidates' browsers tell is for them and their interviewers. Yours tells nothing.`,
};

/** What the candidate's browser told: the same list for both sides. */
export function Signals() {
  const { me, room, pads } = useView();
  const clusters = clusterSignals(useEntries());
  const own = !interviews(me.role);
  return (
    <div className={classes.signals}>
      <p className={classes.note}>{NOTES[me.role]()}</p>
      {room.signals.length === 0 ? (
        <p className={classes.empty}>
          <Trans>Signals are off in this room.</Trans>
        </p>
      ) : null}
      {room.signals.length > 0 && clusters.length === 0 ? (
        <p className={classes.empty}>
          <Trans>Nothing so far.</Trans>
        </p>
      ) : null}
      <ul className={classes.list} aria-label={t`Signals`}>
        {clusters.map((cluster) => (
          <Signal key={cluster.key} cluster={cluster} own={own} pads={pads} />
        ))}
      </ul>
    </div>
  );
}

interface SignalProps {
  cluster: SignalCluster;
  own: boolean;
  pads: PadInfo[];
}

function Signal({ cluster, own, pads }: SignalProps) {
  const Icon = ICONS[cluster.subject];
  const time = timeOfDay(cluster.from);
  return (
    <li className={classes.signal}>
      <Icon size={17} className={classes.icon} aria-hidden />
      <div className={classes.text}>
        <div>
          {signalText(cluster, pads)}
          {cluster.times > 1 ? (
            <span className={classes.times}>
              {" "}
              <Plural value={cluster.times} one="# time" other="# times" />
            </span>
          ) : null}
        </div>
        <div className={classes.meta}>
          {own ? t`You` : cluster.name} · <time>{time}</time>
        </div>
      </div>
    </li>
  );
}
