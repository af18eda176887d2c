import type { ComponentType } from "react";
import { createBrowserRouter, Outlet, redirect } from "react-router";
import { hasHint, restoreSession } from "@/api/session";
import { NotFound } from "@/app/not-found";
import { requireAccount } from "@/app/require-account";
import { RouteError } from "@/app/route-error";
import { startRoomTexts } from "@/texts/language";

/** A page, and what else has to be there before it shows. */
const page =
  (load: () => Promise<{ default: ComponentType }>, more?: () => Promise<void>) => async () => {
    const [{ default: Component }] = await Promise.all([load(), more?.()]);
    return { Component };
  };

/** Whoever is signed in starts at their rooms; a first visitor waits for nothing. */
async function toDashboardIfKnown() {
  if (!hasHint()) return null;
  const session = await restoreSession();
  return session.status === "signedIn" ? redirect("/dashboard") : null;
}

/** All addresses of the app. Each page is a chunk of its own. */
export const router = createBrowserRouter([
  {
    Component: Outlet,
    ErrorBoundary: RouteError,
    HydrateFallback: () => null,
    children: [
      {
        path: "/",
        loader: toDashboardIfKnown,
        lazy: page(() => import("@/features/landing/landing-page")),
      },
      {
        path: "/sign-in",
        loader: toDashboardIfKnown,
        lazy: page(() => import("@/features/auth/sign-in-page")),
      },
      {
        path: "/sign-up",
        loader: toDashboardIfKnown,
        lazy: page(() => import("@/features/auth/sign-up-page")),
      },
      {
        path: "/forgot-password",
        lazy: page(() => import("@/features/auth/forgot-password-page")),
      },
      {
        path: "/reset-password",
        lazy: page(() => import("@/features/auth/reset-password-page")),
      },
      { path: "/verify-email", lazy: page(() => import("@/features/auth/verify-email-page")) },
      { path: "/unsubscribe", lazy: page(() => import("@/features/auth/unsubscribe-page")) },
      {
        path: "/r/:roomId",
        lazy: page(() => import("@/features/room/room-page"), startRoomTexts),
      },
      {
        loader: requireAccount,
        lazy: page(() => import("@/app/account-layout")),
        children: [
          { path: "/dashboard", lazy: page(() => import("@/features/dashboard/dashboard-page")) },
          {
            path: "/schedule",
            lazy: page(() => import("@/features/dashboard/schedule/schedule-page")),
          },
          { path: "/settings", lazy: page(() => import("@/features/settings/settings-page")) },
          { path: "/admin/jobs", lazy: page(() => import("@/features/admin/jobs-page")) },
        ],
      },
      { path: "*", Component: NotFound },
    ],
  },
]);
