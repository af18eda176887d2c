import { BrandLink } from "@/ui/brand-link";
import { ColorSchemeButton } from "@/ui/color-scheme-button";
import { LanguageButton } from "@/ui/language-button";
import { PageFrame } from "@/ui/page-frame";
import { usePageTitle } from "@/ui/page-title";
import { BothSides } from "./both-sides";
import { Closing } from "./closing";
import { Hero } from "./hero";
import { LandingActions } from "./landing-actions";
import { Promises } from "./promises";

/** What a first visitor sees. */
export default function LandingPage() {
  usePageTitle("");
  return (
    <PageFrame
      brand={<BrandLink to="/" />}
      actions={
        <>
          <LanguageButton />
          <ColorSchemeButton />
          <LandingActions />
        </>
      }
    >
      <Hero />
      <BothSides />
      <Promises />
      <Closing />
    </PageFrame>
  );
}
