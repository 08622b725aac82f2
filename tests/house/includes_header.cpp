// Compiled by the tests of the house with HEADER as a folder may, or may not, include it.
#include HEADER
