/** The bundle of `page/`: scripts/build/bundleConsolePage.mjs makes it, for the build and for the tests. */
declare const PULUMI_OZEKI_CONSOLE_PAGE: string;

/** The console's page as one HTML document, before {@link consolePage} completes it. */
export const pageHtml: string = PULUMI_OZEKI_CONSOLE_PAGE;
