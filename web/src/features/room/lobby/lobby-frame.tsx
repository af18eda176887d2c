import type { ReactNode } from "react";
import { BrandLink } from "@/ui/brand-link";
import { ColorSchemeButton } from "@/ui/color-scheme-button";
import { LanguageButton } from "@/ui/language-button";
import { PageFrame } from "@/ui/page-frame";
import classes from "./lobby-frame.module.css";

interface LobbyFrameProps {
  /** Whether the card has room for two columns, where the screen has. */
  wide?: boolean;
  children: ReactNode;
}

/** What everyone sees who is not inside: one calm card, and nothing to get lost in. */
export function LobbyFrame({ wide = false, children }: LobbyFrameProps) {
  return (
    <PageFrame
      brand={<BrandLink to="/" />}
      actions={
        <>
          <LanguageButton />
          <ColorSchemeButton />
        </>
      }
    >
      <div className={classes.place}>
        <div className={classes.card} data-wide={wide}>
          {children}
        </div>
      </div>
    </PageFrame>
  );
}
