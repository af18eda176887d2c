import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useRooms } from "@/api/rooms/list-rooms";
import { PageColumn } from "@/ui/page-frame";
import { usePageTitle } from "@/ui/page-title";
import { DashboardHead } from "./dashboard-head";
import { FirstSteps } from "./first-steps";
import { RoomList } from "./room-list";
import { RoomListSkeleton } from "./room-list-skeleton";
import { RoomsUnavailable } from "./rooms-unavailable";
import { VerifyBanner } from "./verify-banner";

/** All rooms one takes part in, and the way to new ones. */
export default function DashboardPage() {
  const { t } = useLingui();
  usePageTitle(t`Interviews`);
  return (
    <PageColumn>
      <VerifyBanner />
      <DashboardHead />
      <Rooms />
    </PageColumn>
  );
}

function Rooms() {
  const rooms = useRooms();
  if (rooms.isPending) return <RoomListSkeleton />;
  // A failed refresh keeps what was loaded before on the screen.
  if (!rooms.data) return <RoomsUnavailable error={rooms.error} retry={() => rooms.refetch()} />;
  const all = rooms.data.pages.flatMap((page) => page.items);
  if (all.length === 0) return <FirstSteps />;
  return (
    <>
      <RoomList rooms={all} />
      {rooms.hasNextPage ? (
        <Button
          variant="default"
          mt="xl"
          loading={rooms.isFetchingNextPage}
          onClick={() => rooms.fetchNextPage()}
        >
          <Trans>Show older rooms</Trans>
        </Button>
      ) : null}
    </>
  );
}
