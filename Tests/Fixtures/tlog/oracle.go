// Reads an exported log and a receipt with Go's own implementation (golang.org/x/mod/sumdb).
//
//	oracle VKEY FOLDER RECEIPT
//
// All leaves are hashed anew: x/mod's TileHashReader is not used, it has taken forged tiles for true ones (CVE-2026-56865).
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func head(vkey string, signed []byte) (int64, tlog.Hash) {
	verifier, err := note.NewVerifier(vkey)
	check(err)
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() || len(lines) != 4 {
		check(fmt.Errorf("the checkpoint is %q", opened.Text))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	raw, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	var root tlog.Hash
	copy(root[:], raw)
	return size, root
}

func entries(folder string) [][]byte {
	var files []string
	check(filepath.Walk(filepath.Join(folder, "tile", "entries"), func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			files = append(files, path)
		}
		return err
	}))
	sort.Strings(files)
	var all [][]byte
	for _, file := range files {
		bundle, err := os.ReadFile(file)
		check(err)
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			all = append(all, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	return all
}

func tree(vkey, folder string) {
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err)
	size, root := head(vkey, signed)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		list := make([]tlog.Hash, len(indexes))
		for place, index := range indexes {
			list[place] = stored[index]
		}
		return list, nil
	})
	for number, entry := range entries(folder) {
		hashes, err := tlog.StoredHashes(int64(number), entry, reader)
		check(err)
		stored = append(stored, hashes...)
	}
	computed, err := tlog.TreeHash(size, reader)
	check(err)
	if computed != root {
		check(fmt.Errorf("the root is %v, signed is %v", computed, root))
	}
	fmt.Println("tree ok", size)
}

func receipt(vkey, file string) {
	text, err := os.ReadFile(file)
	check(err)
	parts := bytes.SplitN(text, []byte("\n\n"), 2)
	lines := strings.Split(string(parts[0]), "\n")
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	check(err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	check(err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		check(err)
		proof = append(proof, hash)
	}
	size, root := head(vkey, parts[1])
	entry := bytes.SplitN(extra, []byte("\n"), 2)[0]
	check(tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(entry)))
	fmt.Println("receipt ok", index)
}

func main() {
	tree(os.Args[1], os.Args[2])
	receipt(os.Args[1], os.Args[3])
}
