import { lazy } from "react";

/** Markdown as a component that comes when the first text has to be shown. */
export const Markdown = lazy(() => import("./markdown"));
