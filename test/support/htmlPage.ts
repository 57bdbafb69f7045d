/** A page as a proxy sends it. */
export const htmlPage =
  '<!DOCTYPE html>\n<html lang="en"><head><title>Sign in</title></head><body><p>Please sign in&nbsp;first.</p></body></html>';
