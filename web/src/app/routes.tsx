import { createBrowserRouter } from "react-router";

const page = (load: () => Promise<{ default: React.ComponentType }>) => async () => ({
  Component: (await load()).default,
});

/** All addresses of the app. Each page is a chunk of its own. */
export const router = createBrowserRouter([
  { path: "/r/:roomId", lazy: page(() => import("@/features/room/room-page")) },
]);
