import "virtual:component-styles";
import "@/ui/fonts.css";
import "@/ui/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { keepFocus } from "@/app/keep-focus";
import { Providers } from "@/app/providers";
import { router } from "@/app/routes";
import { startLanguage } from "@/texts/language";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
keepFocus();
// The router fetches the page meanwhile.
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
