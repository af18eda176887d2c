import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconPlus, IconTerminal2 } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useNavigate } from "react-router";
import { toProblem } from "@/api/problem";
import { useCreateRoom } from "@/api/rooms/create-room";
import classes from "./dashboard-head.module.css";

const NewInterviewDialog = lazy(() => import("./new-interview-dialog"));

/** The page's name and its two ways to begin. */
export function DashboardHead() {
  const [opened, dialog] = useDisclosure(false);
  return (
    <div className={classes.head}>
      <h1 className={classes.title}>
        <Trans>Interviews</Trans>
      </h1>
      <div className={classes.actions}>
        <PracticeButton />
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
          <Trans>New interview</Trans>
        </Button>
      </div>
      {opened ? (
        <Suspense fallback={null}>
          <NewInterviewDialog close={dialog.close} />
        </Suspense>
      ) : null}
    </div>
  );
}

function PracticeButton() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const createRoom = useCreateRoom();
  const start = () =>
    createRoom.mutate(
      { title: t`Practice`, kind: "practice" },
      {
        onSuccess: (room) => navigate(`/r/${room.id}`),
        onError: (error) =>
          notifications.show({
            color: "red",
            title: t`The practice room was not made`,
            message: toProblem(error).message,
          }),
      },
    );
  return (
    <Button
      variant="default"
      leftSection={<IconTerminal2 size={18} aria-hidden />}
      loading={createRoom.isPending}
      onClick={start}
    >
      <Trans>Practice</Trans>
    </Button>
  );
}
