import { escapeHtml } from './escape.js';

/** Drawn by ourselves so that no browser asks a server for one. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E" +
  "%3Crect width='16' height='16' rx='3' fill='%230b5cad'/%3E%3Cpath d='M8 0h5a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H8z' fill='%239cc9f5'/%3E%3C/svg%3E";

/** What every page begins with, up to its title. */
export interface PageHead {
  title: string;
  version: string;
  /** The content security policy; see `contentSecurityPolicy`. */
  policy: string;
  style: string;
  /** Said where scripts are switched off. */
  noscript: string;
}

/** The document's head and its heading; the `<header>` stays open for the summary. */
export function pageHead({ title, version, policy, style, noscript }: PageHead): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="heroshot ${escapeHtml(version)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${ICON}">
<style>${style}</style>
</head>
<body>
<header class="top">
<h1>${escapeHtml(title)}</h1>
<noscript><p class="banner">${noscript}</p></noscript>
`;
}
