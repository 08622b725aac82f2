// Writes random labels on standard output: write_labels ROWS SEED.

#include <iostream>
#include <string>

#include "random_labels.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: write_labels ROWS SEED\n";
    return 2;
  }
  std::cout << faultline::bench::random_labels(std::stoul(argv[1]), std::stoull(argv[2]))
            << std::flush;
  return std::cout.good() ? 0 : 1;
}
