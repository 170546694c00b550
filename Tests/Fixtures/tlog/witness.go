// A witness (C2SP tlog-witness) on golang.org/x/mod/sumdb and the standard library, which shares no code with the project.
//
//	witness serve NAME MODE VKEY...   answers on a port of 127.0.0.1; prints the port and its own verifier key
//	witness check LOG WITNESS         reads a note, says when the witness vouched for it
//
// MODE is honest, or how it misbehaves: stranger (another key signs), garbage, huge, sizeless (409 without the size), ahead.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

type head struct {
	origin string
	size   int64
	root   tlog.Hash
}

func parseHead(text string) (head, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 {
		return head{}, errors.New("no checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return head{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return head{lines[0], size, root}, err
}

func keyID(name string, public ed25519.PublicKey) uint32 {
	sum := sha256.Sum256(append([]byte(name+"\n\x04"), public...))
	return binary.BigEndian.Uint32(sum[:])
}

func message(when uint64, text string) []byte {
	return []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", when, text))
}

type witness struct {
	name, mode string
	key        ed25519.PrivateKey
	logs       map[string]note.Verifiers
	lock       sync.Mutex
	seen       map[string]head
}

func (w *witness) cosign(text string) string {
	key := w.key
	if w.mode == "stranger" {
		_, key, _ = ed25519.GenerateKey(rand.Reader)
	}
	when := uint64(time.Now().Unix())
	var line bytes.Buffer
	binary.Write(&line, binary.BigEndian, keyID(w.name, w.key.Public().(ed25519.PublicKey)))
	binary.Write(&line, binary.BigEndian, when)
	line.Write(ed25519.Sign(key, message(when, text)))
	return "\u2014 " + w.name + " " + base64.StdEncoding.EncodeToString(line.Bytes()) + "\n"
}

func (w *witness) conflict(out http.ResponseWriter, size int64) {
	if w.mode != "sizeless" {
		out.Header().Set("Content-Type", "text/x.tlog.size")
	}
	if w.mode == "ahead" {
		size = 1 << 40
	}
	out.WriteHeader(409)
	fmt.Fprintf(out, "%d\n", size)
}

func (w *witness) ServeHTTP(out http.ResponseWriter, request *http.Request) {
	if request.Method != "POST" || request.URL.Path != "/base/add-checkpoint" {
		http.Error(out, "not here", 404)
		return
	}
	body, _ := io.ReadAll(io.LimitReader(request.Body, 1<<20))
	before, signed, found := strings.Cut(string(body), "\n\n")
	lines := strings.Split(before, "\n")
	old, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "old "), 10, 64)
	if !found || err != nil || !strings.HasPrefix(lines[0], "old ") || len(lines) > 64 {
		http.Error(out, "malformed", 400)
		return
	}
	var proof tlog.TreeProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			http.Error(out, "malformed proof", 400)
			return
		}
		proof = append(proof, hash)
	}
	origin, _, _ := strings.Cut(signed, "\n")
	verifiers, known := w.logs[origin]
	if !known {
		http.Error(out, "unknown log", 404)
		return
	}
	opened, err := note.Open([]byte(signed), verifiers)
	if err != nil {
		http.Error(out, err.Error(), 403)
		return
	}
	w.judge(out, old, proof, opened.Text)
}

func (w *witness) judge(out http.ResponseWriter, old int64, proof tlog.TreeProof, text string) {
	shown, err := parseHead(text)
	if err != nil || old > shown.size {
		http.Error(out, "malformed checkpoint", 400)
		return
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	last, any := w.seen[shown.origin]
	if old != last.size || w.mode == "ahead" {
		w.conflict(out, last.size)
		return
	}
	if any && old == shown.size && last.root != shown.root {
		w.conflict(out, last.size)
		return
	}
	if old > 0 {
		if err := tlog.CheckTree(proof, shown.size, shown.root, old, last.root); err != nil {
			http.Error(out, err.Error(), 422)
			return
		}
	} else if len(proof) > 0 {
		http.Error(out, "a proof from nothing", 422)
		return
	}
	w.seen[shown.origin] = shown
	switch w.mode {
	case "garbage":
		fmt.Fprint(out, "\u2014 nobody\n\x00\x1b[2J")
	case "huge":
		fmt.Fprint(out, strings.Repeat(w.cosign(text), 10000))
	default:
		fmt.Fprint(out, w.cosign(text))
	}
}

func serve(name, mode string, vkeys []string) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	check(err)
	w := &witness{name: name, mode: mode, key: private, logs: map[string]note.Verifiers{}, seen: map[string]head{}}
	for _, vkey := range vkeys {
		verifier, err := note.NewVerifier(vkey)
		check(err)
		w.logs[verifier.Name()] = note.VerifierList(verifier)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	vkey := fmt.Sprintf("%s+%08x+%s", name, keyID(name, public), base64.StdEncoding.EncodeToString(append([]byte{4}, public...)))
	fmt.Println(listener.Addr().(*net.TCPAddr).Port, vkey)
	check(http.Serve(listener, w))
}

func checkNote(logKey, witnessKey string) {
	signed, err := io.ReadAll(os.Stdin)
	check(err)
	verifier, err := note.NewVerifier(logKey)
	check(err)
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err)
	parts := strings.SplitN(witnessKey, "+", 3)
	public, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	if public[0] != 4 || fmt.Sprintf("%08x", keyID(parts[0], public[1:])) != parts[1] {
		check(errors.New("the witness's key is none"))
	}
	for _, signature := range opened.UnverifiedSigs {
		raw, err := base64.StdEncoding.DecodeString(signature.Base64)
		check(err)
		if signature.Name != parts[0] || signature.Hash != keyID(parts[0], public[1:]) || len(raw) != 76 {
			continue
		}
		when := binary.BigEndian.Uint64(raw[4:])
		if ed25519.Verify(public[1:], message(when, opened.Text), raw[12:]) {
			fmt.Println("cosigned", when)
			return
		}
	}
	check(errors.New("the witness did not vouch for it"))
}

func main() {
	if os.Args[1] == "serve" {
		serve(os.Args[2], os.Args[3], os.Args[4:])
	} else {
		checkNote(os.Args[2], os.Args[3])
	}
}
