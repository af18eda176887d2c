/// <reference types="vite/client" />

declare module "virtual:component-styles";
