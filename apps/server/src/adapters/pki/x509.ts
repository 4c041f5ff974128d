import 'reflect-metadata';

/** The certificate library with the polyfill that it needs first. Import this file only when there is a certificate to make: it is slow to load. */
export * from '@peculiar/x509';
