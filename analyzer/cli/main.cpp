#include <cstdio>
int main() { std::puts("bulkhead"); }
