import type { ReactNode } from "react";
import { BrandLink } from "@/ui/brand-link";
import { ColorSchemeButton } from "@/ui/color-scheme-button";
import { PageFrame } from "@/ui/page-frame";
import classes from "./lobby-frame.module.css";

/** What everyone sees who is not inside: one calm card, and nothing to get lost in. */
export function LobbyFrame({ children }: { children: ReactNode }) {
  return (
    <PageFrame brand={<BrandLink to="/" />} actions={<ColorSchemeButton />}>
      <div className={classes.place}>
        <div className={classes.card}>{children}</div>
      </div>
    </PageFrame>
  );
}
