import { Button } from "@mantine/core";
import { Link } from "react-router";
import { hasHint } from "@/api/session";
import { BrandLink } from "@/ui/brand-link";
import { PageFrame } from "@/ui/page-frame";
import { usePageTitle } from "@/ui/page-title";
import { Trouble } from "@/ui/trouble";

/** Any address that the app does not have. */
export function NotFound() {
  usePageTitle("Page not found");
  const known = hasHint();
  return (
    <PageFrame brand={<BrandLink to="/" />}>
      <Trouble
        happened="There is no page at this address"
        safe="If you are here for an interview, open the link from your invitation again: it may have been cut short when it was copied."
        todo={
          <Button component={Link} to={known ? "/dashboard" : "/"}>
            {known ? "Go to your interviews" : "Go to the start page"}
          </Button>
        }
      />
    </PageFrame>
  );
}
