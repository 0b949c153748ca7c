#include "analyzer/terraform/functions/digest.h"

#include <bit>
#include <cstdint>

#include "analyzer/terraform/functions/encoding_text.h"

namespace bulkhead::terraform {
namespace {

// Fractional parts: of the cube roots of the first 80 primes (SHA-512; the upper halves of the first 64 are SHA-256's), of the
// square roots of the first eight, and of sines (MD5).
constexpr std::uint64_t kRounds[] = {
    0x428A2F98D728AE22ull, 0x7137449123EF65CDull, 0xB5C0FBCFEC4D3B2Full, 0xE9B5DBA58189DBBCull,
    0x3956C25BF348B538ull, 0x59F111F1B605D019ull, 0x923F82A4AF194F9Bull, 0xAB1C5ED5DA6D8118ull,
    0xD807AA98A3030242ull, 0x12835B0145706FBEull, 0x243185BE4EE4B28Cull, 0x550C7DC3D5FFB4E2ull,
    0x72BE5D74F27B896Full, 0x80DEB1FE3B1696B1ull, 0x9BDC06A725C71235ull, 0xC19BF174CF692694ull,
    0xE49B69C19EF14AD2ull, 0xEFBE4786384F25E3ull, 0x0FC19DC68B8CD5B5ull, 0x240CA1CC77AC9C65ull,
    0x2DE92C6F592B0275ull, 0x4A7484AA6EA6E483ull, 0x5CB0A9DCBD41FBD4ull, 0x76F988DA831153B5ull,
    0x983E5152EE66DFABull, 0xA831C66D2DB43210ull, 0xB00327C898FB213Full, 0xBF597FC7BEEF0EE4ull,
    0xC6E00BF33DA88FC2ull, 0xD5A79147930AA725ull, 0x06CA6351E003826Full, 0x142929670A0E6E70ull,
    0x27B70A8546D22FFCull, 0x2E1B21385C26C926ull, 0x4D2C6DFC5AC42AEDull, 0x53380D139D95B3DFull,
    0x650A73548BAF63DEull, 0x766A0ABB3C77B2A8ull, 0x81C2C92E47EDAEE6ull, 0x92722C851482353Bull,
    0xA2BFE8A14CF10364ull, 0xA81A664BBC423001ull, 0xC24B8B70D0F89791ull, 0xC76C51A30654BE30ull,
    0xD192E819D6EF5218ull, 0xD69906245565A910ull, 0xF40E35855771202Aull, 0x106AA07032BBD1B8ull,
    0x19A4C116B8D2D0C8ull, 0x1E376C085141AB53ull, 0x2748774CDF8EEB99ull, 0x34B0BCB5E19B48A8ull,
    0x391C0CB3C5C95A63ull, 0x4ED8AA4AE3418ACBull, 0x5B9CCA4F7763E373ull, 0x682E6FF3D6B2B8A3ull,
    0x748F82EE5DEFB2FCull, 0x78A5636F43172F60ull, 0x84C87814A1F0AB72ull, 0x8CC702081A6439ECull,
    0x90BEFFFA23631E28ull, 0xA4506CEBDE82BDE9ull, 0xBEF9A3F7B2C67915ull, 0xC67178F2E372532Bull,
    0xCA273ECEEA26619Cull, 0xD186B8C721C0C207ull, 0xEADA7DD6CDE0EB1Eull, 0xF57D4F7FEE6ED178ull,
    0x06F067AA72176FBAull, 0x0A637DC5A2C898A6ull, 0x113F9804BEF90DAEull, 0x1B710B35131C471Bull,
    0x28DB77F523047D84ull, 0x32CAAB7B40C72493ull, 0x3C9EBE0A15C9BEBCull, 0x431D67C49C100D4Cull,
    0x4CC5D4BECB3E42B6ull, 0x597F299CFC657E2Aull, 0x5FCB6FAB3AD6FAECull, 0x6C44198C4A475817ull,
};
constexpr std::uint64_t kStart[] = {
    0x6A09E667F3BCC908ull, 0xBB67AE8584CAA73Bull, 0x3C6EF372FE94F82Bull, 0xA54FF53A5F1D36F1ull,
    0x510E527FADE682D1ull, 0x9B05688C2B3E6C1Full, 0x1F83D9ABFB41BD6Bull, 0x5BE0CD19137E2179ull,
};
constexpr std::uint32_t kSines[] = {
    0xD76AA478u, 0xE8C7B756u, 0x242070DBu, 0xC1BDCEEEu, 0xF57C0FAFu, 0x4787C62Au, 0xA8304613u, 0xFD469501u,
    0x698098D8u, 0x8B44F7AFu, 0xFFFF5BB1u, 0x895CD7BEu, 0x6B901122u, 0xFD987193u, 0xA679438Eu, 0x49B40821u,
    0xF61E2562u, 0xC040B340u, 0x265E5A51u, 0xE9B6C7AAu, 0xD62F105Du, 0x02441453u, 0xD8A1E681u, 0xE7D3FBC8u,
    0x21E1CDE6u, 0xC33707D6u, 0xF4D50D87u, 0x455A14EDu, 0xA9E3E905u, 0xFCEFA3F8u, 0x676F02D9u, 0x8D2A4C8Au,
    0xFFFA3942u, 0x8771F681u, 0x6D9D6122u, 0xFDE5380Cu, 0xA4BEEA44u, 0x4BDECFA9u, 0xF6BB4B60u, 0xBEBFBC70u,
    0x289B7EC6u, 0xEAA127FAu, 0xD4EF3085u, 0x04881D05u, 0xD9D4D039u, 0xE6DB99E5u, 0x1FA27CF8u, 0xC4AC5665u,
    0xF4292244u, 0x432AFF97u, 0xAB9423A7u, 0xFC93A039u, 0x655B59C3u, 0x8F0CCC92u, 0xFFEFF47Du, 0x85845DD1u,
    0x6FA87E4Fu, 0xFE2CE6E0u, 0xA3014314u, 0x4E0811A1u, 0xF7537E82u, 0xBD3AF235u, 0x2AD7D2BBu, 0xEB86D391u,
};
constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

/// The message with its padding and length, as all four digests append them.
std::string padded(std::string_view text, std::size_t block, bool little_endian) {
  std::string out(text);
  std::size_t length_bytes = block / 8;
  out += '\x80';
  while (out.size() % block != block - length_bytes) out += '\0';
  std::uint64_t bits = static_cast<std::uint64_t>(text.size()) * 8;
  for (std::size_t i = 8; i < length_bytes; ++i) out += '\0';
  for (int i = 0; i < 8; ++i) out += static_cast<char>(bits >> (little_endian ? 8 * i : 56 - 8 * i));
  return out;
}

template <class Word>
Word big_endian(const char* at) {
  Word word = 0;
  for (std::size_t i = 0; i < sizeof(Word); ++i) word = static_cast<Word>(word << 8 | static_cast<unsigned char>(at[i]));
  return word;
}

template <class Word>
void append_big_endian(std::string& out, Word word) {
  for (std::size_t i = sizeof(Word); i-- > 0;) out += static_cast<char>(word >> (8 * i));
}

/// SHA-256 and SHA-512 differ in word size, number of rounds and rotations.
template <class Word, int rounds>
std::string sha2(std::string_view text, const int (&rotations)[12]) {
  constexpr bool wide = sizeof(Word) == 8;
  Word state[8];
  for (int i = 0; i < 8; ++i) state[i] = static_cast<Word>(wide ? kStart[i] : kStart[i] >> 32);
  auto rotate = [](Word x, int by) { return std::rotr(x, by); };
  std::string message = padded(text, sizeof(Word) * 16, false);
  for (std::size_t block = 0; block < message.size(); block += sizeof(Word) * 16) {
    Word w[rounds];
    for (std::size_t i = 0; i < 16; ++i) w[i] = big_endian<Word>(message.data() + block + i * sizeof(Word));
    for (std::size_t i = 16; i < rounds; ++i) {
      Word a = w[i - 15], b = w[i - 2];
      Word small = rotate(a, rotations[0]) ^ rotate(a, rotations[1]) ^ (a >> rotations[2]);
      Word large = rotate(b, rotations[3]) ^ rotate(b, rotations[4]) ^ (b >> rotations[5]);
      w[i] = w[i - 16] + small + w[i - 7] + large;
    }
    Word v[8];
    for (int i = 0; i < 8; ++i) v[i] = state[i];
    for (std::size_t i = 0; i < rounds; ++i) {
      Word e = v[4], a = v[0];
      Word sum1 = rotate(e, rotations[6]) ^ rotate(e, rotations[7]) ^ rotate(e, rotations[8]);
      Word sum0 = rotate(a, rotations[9]) ^ rotate(a, rotations[10]) ^ rotate(a, rotations[11]);
      Word first = v[7] + sum1 + ((e & v[5]) ^ (~e & v[6])) + static_cast<Word>(wide ? kRounds[i] : kRounds[i] >> 32) + w[i];
      Word second = sum0 + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
      for (int k = 7; k > 0; --k) v[k] = v[k - 1];
      v[4] += first;
      v[0] = first + second;
    }
    for (int i = 0; i < 8; ++i) state[i] += v[i];
  }
  std::string out;
  for (Word word : state) append_big_endian(out, word);
  return out;
}

}  // namespace

std::string sha256(std::string_view text) {
  static constexpr int kRotations[12] = {7, 18, 3, 17, 19, 10, 6, 11, 25, 2, 13, 22};
  return sha2<std::uint32_t, 64>(text, kRotations);
}

std::string sha512(std::string_view text) {
  static constexpr int kRotations[12] = {1, 8, 7, 19, 61, 6, 14, 18, 41, 28, 34, 39};
  return sha2<std::uint64_t, 80>(text, kRotations);
}

std::string sha1(std::string_view text) {
  std::uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  std::string message = padded(text, 64, false);
  for (std::size_t block = 0; block < message.size(); block += 64) {
    std::uint32_t w[80];
    for (std::size_t i = 0; i < 16; ++i) w[i] = big_endian<std::uint32_t>(message.data() + block + i * 4);
    for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (std::size_t i = 0; i < 80; ++i) {
      std::uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 || i >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
      std::uint32_t k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
      std::uint32_t next = std::rotl(a, 5) + f + e + k + w[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }
  std::string out;
  for (std::uint32_t word : state) append_big_endian(out, word);
  return out;
}

std::string md5(std::string_view text) {
  std::uint32_t state[4] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
  std::string message = padded(text, 64, true);
  for (std::size_t block = 0; block < message.size(); block += 64) {
    std::uint32_t w[16];
    for (std::size_t i = 0; i < 16; ++i) {
      std::uint32_t word = big_endian<std::uint32_t>(message.data() + block + i * 4);
      w[i] = word >> 24 | (word >> 8 & 0xFF00) | (word << 8 & 0xFF0000) | word << 24;
    }
    std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (std::size_t i = 0; i < 64; ++i) {
      std::uint32_t f = i < 16 ? (b & c) | (~b & d) : i < 32 ? (d & b) | (~d & c) : i < 48 ? b ^ c ^ d : c ^ (b | ~d);
      std::size_t g = i < 16 ? i : i < 32 ? (5 * i + 1) % 16 : i < 48 ? (3 * i + 5) % 16 : (7 * i) % 16;
      std::uint32_t next = a + f + kSines[i] + w[g];
      a = d;
      d = c;
      c = b;
      b += std::rotl(next, kShifts[i / 16][i % 4]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
  std::string out;
  for (std::uint32_t word : state)
    for (int i = 0; i < 4; ++i) out += static_cast<char>(word >> (8 * i));
  return out;
}

std::string hex_md5(std::string_view text) { return hex_text(md5(text)); }
std::string hex_sha1(std::string_view text) { return hex_text(sha1(text)); }
std::string hex_sha256(std::string_view text) { return hex_text(sha256(text)); }
std::string hex_sha512(std::string_view text) { return hex_text(sha512(text)); }
std::string base64_sha256(std::string_view text) { return base64_encode(sha256(text)); }
std::string base64_sha512(std::string_view text) { return base64_encode(sha512(text)); }

}  // namespace bulkhead::terraform
